package io.semblance.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.semblance.access.Requests.Answer;
import io.semblance.asset.AssetService;
import io.semblance.lifecycle.Loading;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.filter.FormContentFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** A service with a secret, from outside: every route, and every way around the secret that we know of. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "semblance.index-uri=memory://", "semblance.api-secret=open-Sesame", "semblance.host=127.0.0.1",
        "semblance.cors-origins=https://good.example"})
class AccessIT {

    private static final String KEY = "X-API-Key: open-Sesame";
    private static final String INDEX = "hidden";
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private static final List<String> FEW_METHODS = List.of("GET", "HEAD", "POST");
    private static final List<String> ALL_METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE",
            "get", "FOO");

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private AssetService service;
    @Autowired
    private Loading loading;

    private Requests requests = new Requests(0);

    @BeforeEach
    void loadedIndex() {
        requests = new Requests(port);
        await().until(loading::isReady);
        if (service.list().isEmpty()) {
            service.create(INDEX);
        }
    }

    /** A mapped path with the methods it takes, as they would be sent. */
    private record Mapped(String pattern, String method, String path) {
    }

    @Test
    void everyMappedRouteIsOnThePublicListOrNeedsTheSecret() {
        List<Mapped> mapped = mapped();
        assertThat(mapped).extracting(Mapped::pattern).contains("/indexes", "/indexes/{name}/search", "/livez",
                "/metrics",
                "/actuator/prometheus", "/actuator/health", "/swagger-ui/**");
        for (Mapped route : mapped) {
            boolean isOpen = isPublic(route);
            int without = requests.send(route.method, route.path).status();
            int wrong = requests.send(route.method, route.path, "X-API-Key: open-sesame").status();
            int right = requests.send(route.method, route.path, KEY).status();
            assertThat(without == 401).describedAs("%s without the secret: %d", route, without).isEqualTo(!isOpen);
            assertThat(wrong == 401).describedAs("%s with a wrong secret: %d", route, wrong).isEqualTo(!isOpen);
            assertThat(right).describedAs("%s with the secret", route).isNotEqualTo(401);
        }
    }

    private static boolean isPublic(Mapped route) {
        PathContainer path = PathContainer.parsePath(route.path);
        return Set.of("GET", "HEAD").contains(route.method) && PublicRoutes.all(false).stream()
                .anyMatch(open -> PathPatternParser.defaultInstance.parse(open.pattern()).matches(path));
    }

    @Test
    void everyPublicRouteIsMappedAndHasItsReason() {
        Set<String> patterns = new TreeSet<>(mapped().stream().map(Mapped::pattern).toList());
        patterns.addAll(List.of("/actuator/health/liveness", "/actuator/health/readiness"));
        assertThat(PublicRoutes.all(false)).allSatisfy(route -> {
            assertThat(patterns).contains(route.pattern());
            assertThat(route.reason()).isNotBlank();
        });
    }

    @Test
    void publicRoutesShowNeitherDataNorNamesOfIndexes() {
        for (PublicRoutes.Route route : PublicRoutes.all(false)) {
            Answer answer = requests.send("GET",
                    route.pattern().replace("/**", "/index.html").replace("{slug}", "unauthorized"));
            assertThat(answer.body()).describedAs(route.pattern()).doesNotContain(INDEX);
        }
    }

    @Test
    void noDetourReachesAClosedRoute() {
        int tries = 0;
        for (String target : List.of("/indexes", "/indexes/hidden", "/indexes/hidden/assets", "/actuator/info",
                "/actuator/prometheus", "/metrics")) {
            assertThat(requests.send("GET", target, KEY).status()).describedAs(target).isEqualTo(200);
            for (String detour : detours(target)) {
                for (String[] headers : forgedHeaders()) {
                    for (String method : detour.equals(target) ? ALL_METHODS : FEW_METHODS) {
                        Answer answer = requests.send(method, detour, headers);
                        assertThat(answer.status()).describedAs("%s %s %s", method, detour, List.of(headers))
                                .isIn(0, 400, 401, 403, 404, 405, 501);
                        assertThat(answer.body()).doesNotContain(INDEX).doesNotContain("semblance_");
                        tries++;
                    }
                }
            }
        }
        assertThat(tries).isGreaterThanOrEqualTo(3000);
        Tally.add("tries-at-access", tries);
        assertThat(service.list()).hasSize(1);
    }

    /** S3: every closed route with every method that it takes, by every way around the secret that leaves the path alone. */
    @Test
    void noForgedHeaderOpensAnyRoute() {
        int tries = 0;
        for (Mapped route : mapped()) {
            if (isPublic(route)) {
                continue;
            }
            for (String target : List.of(route.path, route.path + "?x-api-key=open-Sesame", route.path + ";x=1",
                    "/livez/.." + route.path, "/" + route.path, route.path + "/")) {
                for (String[] headers : forgedHeaders()) {
                    Answer answer = requests.send(route.method, target, headers);
                    assertThat(answer.status()).describedAs("%s %s %s", route.method, target, List.of(headers))
                            .isIn(target.equals(route.path) ? List.of(401, 400) : List.of(0, 400, 401, 403, 404, 405));
                    tries++;
                }
            }
        }
        assertThat(service.list()).hasSize(1);
        Tally.add("tries-at-access", tries);
        Tally.add("ways-around-access", 0);
    }

    private static List<String> detours(String target) {
        String name = target.substring(1);
        return List.of(target, "/" + target, "/." + target, "/livez/.." + target, "/livez/..;" + target, target + "/",
                target + ";x=1", target + "?x-api-key=open-Sesame", target + "?X-API-Key=open-Sesame&key=open-Sesame",
                "/%2f" + name, "/%2e" + target, "/" + name.replace("i", "%69"), target.toUpperCase(Locale.ROOT),
                target + ".json", target + "%00", target + "%20", "/livez" + target, "http://localhost" + target,
                "\\" + name);
    }

    private static List<String[]> forgedHeaders() {
        return List.of(new String[0], new String[]{"X-API-Key: open-Sesam"}, new String[]{"X-API-Key: OPEN-SESAME"},
                new String[]{"X-API-Key:"}, new String[]{"Authorization: Basic b3Blbi1TZXNhbWU="},
                new String[]{KEY, "X-API-Key: other"}, new String[]{"Authorization: Bearer open-Sesame x"},
                new String[]{"X-Original-URL: /livez", "X-Rewrite-URL: /livez", "X-Forwarded-Prefix: /livez",
                        "X-Forwarded-For: 127.0.0.1", "X-HTTP-Method-Override: GET", "Forwarded: for=127.0.0.1"},
                new String[]{"Cookie: X-API-Key=open-Sesame; JSESSIONID=1"});
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-Key: open-Sesame", "x-api-key: open-Sesame", "Authorization: Bearer open-Sesame",
            "authorization: bearer open-Sesame"})
    void secretOpensTheRouteInEitherHeader(String header) {
        assertThat(requests.send("GET", "/indexes", header).status()).isEqualTo(200);
    }

    @Test
    void refusalIsAProblemThatSaysWhatToSend() {
        Answer answer = requests.send("GET", "/indexes");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        assertThat(answer.body()).contains("\"detail\":\"Unauthorized. Send the API secret in the header X-API-Key")
                .contains("\"type\":\"/problems/unauthorized\"").contains(answer.header("X-Request-Id"));
    }

    @Test
    void headerValueThatIsNotAsciiIsRefused() {
        assertThat(requests.send("GET", "/indexes", "X-API-Key: \u00e4\u00f6").status()).isEqualTo(401);
        assertThat(requests.send("GET", "/indexes", "Authorization: Bearer \u00ff").status()).isEqualTo(401);
    }

    /** Nothing of the body is sent until the refusal has been read; sent then, it meets a connection that is still there. */
    @Test
    void secretIsCheckedBeforeTheBodyIsRead() {
        int length = 1_000_000;
        Answer answer = requests.exchange("POST /indexes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n", " ".repeat(length));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{").endsWith("}");
    }

    @Test
    void malformedJsonWithTheSecretIsNoQuestionOfAccess() {
        String body = "{bad";
        Answer answer = requests.exchange("POST /indexes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void answersAreNeitherCachedNorSniffedAndNameNoServer() {
        for (Answer answer : List.of(requests.send("GET", "/indexes", KEY), requests.send("GET", "/indexes"))) {
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void pageOfANamedOriginMayCallAndReadOurHeaders() {
        Answer preflight = requests.send("OPTIONS", "/indexes/hidden/search", "Origin: https://good.example",
                "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: x-api-key, content-type");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://good.example");
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("x-api-key, content-type");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST", "DELETE");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
        Answer answer = requests.send("GET", "/indexes", KEY, "Origin: https://good.example");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Expose-Headers").split(", "))
                .containsExactlyElementsOf(CorsRules.EXPOSED);
        assertThat(requests.send("GET", "/indexes", "Origin: https://good.example").status()).isEqualTo(401);
    }

    @Test
    void pageOfAnotherOriginMayNot() {
        assertThat(requests.send("OPTIONS", "/indexes", "Origin: https://bad.example",
                "Access-Control-Request-Method: GET").status()).isEqualTo(403);
        Answer answer = requests.send("GET", "/indexes", KEY, "Origin: https://bad.example");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private List<Mapped> mapped() {
        List<Mapped> mapped = new ArrayList<>();
        for (HandlerMapping mapping : context.getBeansOfType(HandlerMapping.class).values()) {
            if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
                methods.getHandlerMethods().keySet().forEach(info -> add(mapped, info));
            } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
                urls.getHandlerMap().keySet()
                        .forEach(pattern -> METHODS.forEach(method -> add(mapped, pattern, method)));
            } else if (mapping instanceof RouterFunctionMapping functions) {
                assertThat(functions.getRouterFunction()).isNull();
            }
        }
        return mapped;
    }

    private static void add(List<Mapped> mapped, RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        Stream<String> names = methods.isEmpty() ? METHODS.stream() : methods.stream().map(RequestMethod::name);
        names.forEach(method -> info.getPatternValues().forEach(pattern -> add(mapped, pattern, method)));
    }

    private static void add(List<Mapped> mapped, String pattern, String method) {
        String path = pattern.replaceAll("\\{[^}]+\\}", "x").replace("/**", "/x");
        mapped.add(new Mapped(pattern, method, path));
    }

    @Test
    void mapOfHandlersIsWhatWeThinkItIs() {
        Map<String, HandlerMapping> mappings = context.getBeansOfType(HandlerMapping.class);
        assertThat(mappings.values()).allMatch(mapping -> mapping instanceof RequestMappingInfoHandlerMapping
                || mapping instanceof AbstractUrlHandlerMapping || mapping instanceof RouterFunctionMapping
                || mapping.getClass().getSimpleName().equals("WelcomePageHandlerMapping")
                || mapping.getClass().getSimpleName().equals("WelcomePageNotAcceptableHandlerMapping"));
    }

    /** It reads a form of any length into memory before anybody asks for the secret. */
    @Test
    void noFilterReadsForms() {
        assertThat(context.getBeansOfType(FormContentFilter.class)).isEmpty();
    }
}
