# Builds Semblance from its sources and packs it with a Java runtime of its own.
#
#   docker build -t semblance .
#   docker run -p 8000:8000 -v semblance-data:/data -e SEMBLANCE_API_SECRET=change-me semblance
#
# A container needs a secret or SEMBLANCE_INSECURE_PUBLIC=true, and refuses to start without either.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml LICENSE NOTICE ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -q package -Dmaven.test.skip=true
# Unpacked, the service starts a second sooner than from one jar.
RUN java -Djarmode=tools -jar target/semblance-*.jar extract --destination /app \
    && mv /app/semblance-*.jar /app/semblance.jar
# The runtime carries the flags of pom.xml (jvm.flags), so that nobody has to pass them; a test holds the two together.
RUN jlink --output /runtime --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.se,jdk.unsupported,jdk.management,jdk.crypto.ec,jdk.jfr,jdk.zipfs,jdk.incubator.vector \
    --add-options="-XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-exports=java.base/sun.nio.ch=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

FROM debian:bookworm-slim
COPY --from=build /runtime /opt/java
COPY --from=build /app /app
RUN mkdir /data && chown 10001:10001 /data
ENV SEMBLANCE_INDEX_URI=usearch:///data SEMBLANCE_HOST=0.0.0.0
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["/opt/java/bin/java", "-XX:MaxRAMPercentage=70", "-jar", "/app/semblance.jar"]
CMD ["serve"]
