# Builds Semblance from its sources and packs it with a Java runtime of its own.
#
#   docker build -t semblance --build-arg REVISION="$(git rev-parse HEAD)" .
#   docker run -p 127.0.0.1:8000:8000 -v semblance-data:/data -e SEMBLANCE_API_SECRET=change-me semblance
#
# A container needs a secret or SEMBLANCE_INSECURE_PUBLIC=true, and refuses to start without either. More:
# docs/how-to/deploy-with-docker.md.

# What is built, for whoever finds the image: the version of pom.xml (a test holds the two together), the commit, the time.
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
ARG CREATED=unknown

# The graph's native library, compiled on the base of the image below, whose C library it must run with. Where the packages
# cannot be had, one line says that the graph is left out.
FROM debian:bookworm-slim AS native
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends g++ npm ca-certificates >/dev/null \
    || echo "g++ and npm could not be installed"
COPY src/main/native /build
RUN mkdir /native && /build/build.sh /native

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
# The runtime carries the flags of pom.xml (jvm.flags), so that nobody has to pass them; a test holds the two together.
# Half of the memory is for the heap: the codes that are compared lie outside of it. The libraries are unpacked below, so
# that nothing has to be written and run at the start.
RUN jlink --output /runtime --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.se,jdk.unsupported,jdk.management,jdk.crypto.ec,jdk.jfr,jdk.zipfs,jdk.incubator.vector \
    --add-options="-XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-exports=java.base/sun.nio.ch=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:MaxRAMPercentage=50 -Dlmdbjava.native.lib=/app/native/liblmdb.so -Djffi.boot.library.path=/app/native"
COPY .mvn .mvn
COPY mvnw pom.xml LICENSE NOTICE ./
COPY src/main src/main
COPY --from=native /native /native

# There is no .git here to tell the commit.
ARG REVISION
RUN [ "$REVISION" = unknown ] || printf 'git.commit.id=%s\ngit.commit.id.abbrev=%.7s\n' "$REVISION" "$REVISION" \
    >src/main/resources/git.properties
# Where Maven keeps what it downloads. A builder without a network mounts a repository and says so with these two.
ARG MAVEN_USER_HOME=/cache
ARG MAVEN_ARGS=-Dmaven.repo.local=/cache/repository
RUN --mount=type=cache,target=/cache USEARCH_PREBUILT=/native ./mvnw -B -q package -Dmaven.test.skip=true
# Unpacked, the service starts a second sooner than from one jar; and what seldom changes is a layer of its own.
RUN java -Djarmode=tools -jar target/semblance-*.jar extract --layers --destination /layers \
    && mv /layers/application/semblance-*.jar /layers/application/semblance.jar \
    && rm /layers/dependencies/lib/spring-boot-jarmode-tools-*.jar
RUN mkdir -p /layers/native/native /tmp/native && cd /tmp/native \
    && for library in /layers/dependencies/lib/native-*.jar /layers/dependencies/lib/jffi-*-native.jar; do jar -xf "$library"; done \
    && cp "org/lmdbjava/native/$(uname -m)-linux-gnu.so" /layers/native/native/liblmdb.so \
    && cp "jni/$(uname -m)-Linux/"libjffi-*.so /layers/native/native/ \
    && find "/native/linux-$(uname -m)" -name '*.so' -exec cp {} /layers/native/native/ \;

FROM debian:bookworm-slim AS service
COPY --from=build /runtime /opt/java
COPY --from=build /layers/native/ /layers/dependencies/ /app/
COPY --from=build /layers/application/ /app/
COPY --chmod=755 src/main/container/semblance src/main/container/healthy /usr/local/bin/
RUN mkdir /data && chown 10001:10001 /data
ENV PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    SEMBLANCE_INDEX_URI=usearch:///data SEMBLANCE_HOST=0.0.0.0
WORKDIR /app
USER 10001:10001

# A run that the JVM learns from, in the very files and with the very flags of the service: otherwise it learnt for nothing.
FROM service AS trained
RUN --mount=type=bind,source=src/main/container,target=/training /training/train.sh /tmp/semblance.aot

FROM service
COPY --from=trained --chown=0:0 /tmp/semblance.aot /app/semblance.aot
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["healthy"]
# The first argument is what to do: serve, doctor and whatever else bin/semblance knows.
ENTRYPOINT ["/opt/java/bin/java", "-XX:AOTCache=/app/semblance.aot", "-jar", "/app/semblance.jar"]
CMD ["serve"]
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="Semblance" \
    org.opencontainers.image.description="Similarity search for content codes (ISCC, ISO 24138)" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.base.name="debian:bookworm-slim" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.revision="$REVISION" \
    org.opencontainers.image.created="$CREATED"
