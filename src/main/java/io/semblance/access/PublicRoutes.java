package io.semblance.access;

import java.util.ArrayList;
import java.util.List;

/**
 * Every route that answers without the secret, each with its reason; all others refuse. Only GET and HEAD are open. No
 * route here shows data or the name of an index.
 */
final class PublicRoutes {

    private static final String PROBE = "an orchestrator's probe cannot carry a secret; says only whether the process "
            + "lives or is ready, and how many assets are loaded";
    private static final String START = "tells a new caller where to go on; says title and version";
    private static final String DESCRIPTION = "the API description has to be read before one can call; the same for "
            + "every deployment";

    private static final String PAGE = "files of the page at /, which asks for the secret itself; the same for every "
            + "deployment";

    private static final String FORMER = "a path of iscc-search that leads on to another public one";

    private static final String PROBLEMS = "the type of a problem leads here, also that of a 401; the same for every "
            + "deployment";

    private static final List<Route> ALWAYS = List.of(new Route("/livez", PROBE), new Route("/live", PROBE),
            new Route("/healthz", PROBE), new Route("/health", PROBE), new Route("/readyz", PROBE),
            new Route("/ready", PROBE), new Route("/actuator/health/liveness", PROBE),
            new Route("/actuator/health/readiness", PROBE), new Route("/", START), new Route("/status", START),
            new Route("/api/status", START), new Route("/console/**", PAGE), new Route("/docs", DESCRIPTION),
            new Route("/swagger-ui/**", DESCRIPTION),
            new Route("/openapi.json", DESCRIPTION), new Route("/openapi.json/swagger-config", DESCRIPTION),
            new Route("/openapi.json.yaml", DESCRIPTION), new Route("/openapi/openapi.json", FORMER),
            new Route("/openapi/openapi.yaml", FORMER), new Route("/playground", FORMER),
            new Route("/problems", PROBLEMS), new Route("/problems/{slug}", PROBLEMS));

    private static final String METRICS = "semblance.metrics.public=true: the operator decided that whoever reaches the "
            + "port may scrape";

    /**
     * A route that is open.
     *
     * @param pattern a path pattern of Spring MVC
     * @param reason why everybody may see it
     */
    record Route(String pattern, String reason) {
    }

    private PublicRoutes() {
    }

    static List<Route> all(boolean metricsPublic) {
        List<Route> routes = new ArrayList<>(ALWAYS);
        if (metricsPublic) {
            routes.add(new Route("/metrics", METRICS));
            routes.add(new Route("/actuator/prometheus", METRICS));
        }
        return routes;
    }
}
