package io.semblance.access;

import java.util.stream.Stream;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;

import io.semblance.config.SemblanceSettings;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts the parts of this room into Spring Security's filter chain and into the web server. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    Secrets secrets(SemblanceSettings settings) {
        return SecretsReading.read(settings);
    }

    @Bean
    ListenAddress listenAddress(SemblanceSettings settings, Secrets secrets) {
        return ListenAddress.of(settings, !secrets.none());
    }

    /** Last of all customizers, so that {@code server.address} cannot open what the rules of this room keep closed. */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> addressCustomizer(ListenAddress address) {
        return factory -> factory.setAddress(address.address());
    }

    @Bean
    SecurityFilterChain filterChain(HttpSecurity http, SemblanceSettings settings, Secrets secrets,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable).formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .cors(cors -> cors.configurationSource(CorsRules.of(settings.corsOrigins())))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(new Unauthorized(problems)))
                .addFilterBefore(new KeyFilter(secrets), AnonymousAuthenticationFilter.class)
                // Error and async dispatches belong to a request that was judged when it came in.
                .authorizeHttpRequests(
                        routes -> routes.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll()
                                .requestMatchers(publicRoutes(settings.metrics().open())).permitAll().anyRequest()
                                .authenticated())
                .build();
    }

    /** A path that climbs, doubles its slashes or hides them leads nowhere, so the answer is that of any unknown path. */
    @Bean
    RequestRejectedHandler impossiblePaths() {
        return new HttpStatusRequestRejectedHandler(HttpServletResponse.SC_NOT_FOUND);
    }

    /** One observation per security filter and request would cost more than the filters. */
    @Bean
    SecurityObservationSettings withoutObservations() {
        return SecurityObservationSettings.noObservations();
    }

    private static RequestMatcher[] publicRoutes(boolean metricsPublic) {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return PublicRoutes.all(metricsPublic).stream().flatMap(route -> withSlash(route.pattern()))
                .flatMap(pattern -> Stream.of(HttpMethod.GET, HttpMethod.HEAD)
                        .map(method -> (RequestMatcher) paths.matcher(method, pattern)))
                .toArray(RequestMatcher[]::new);
    }

    /** With a slash at its end nothing but a redirect is there. */
    private static Stream<String> withSlash(String pattern) {
        return pattern.endsWith("/") || pattern.endsWith("*") ? Stream.of(pattern) : Stream.of(pattern, pattern + "/");
    }
}
