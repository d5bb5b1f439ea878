package io.semblance.problem.web;

import java.nio.file.Path;
import java.util.function.Consumer;

import jakarta.servlet.http.HttpServlet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** The real container, with one servlet for all paths, for what a mock of a request does otherwise. */
public final class EmbeddedTomcat implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();

    /** @param more what else belongs to it, such as filters and valves */
    public EmbeddedTomcat(Path directory, HttpServlet servlet, Consumer<Context> more) throws LifecycleException {
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(context, "servlet", servlet);
        context.addServletMapping("/*", "servlet");
        more.accept(context);
        tomcat.getConnector();
        tomcat.start();
    }

    /** Where it listens. */
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** As a stop begins. */
    void pause() {
        tomcat.getConnector().pause();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
