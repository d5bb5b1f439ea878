package io.semblance.console.web;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What the page of the API description ({@code /swagger-ui}) may do. It is of the same origin as the page at {@code /} and
 * could read the secret that a person typed in there, so it runs what this service serves and talks to nobody else. Its
 * program sets styles and draws images from {@code data:} addresses, which makes it laxer than {@link PagePolicy} in these.
 */
@Configuration(proxyBeanMethods = false)
class DescriptionPolicy implements WebMvcConfigurer {

    private static final String PATH = "/swagger-ui/**";
    private static final String CONTENT = String.join("; ", List.of("default-src 'none'", "script-src 'self'",
            "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'",
            "form-action 'none'", "frame-ancestors 'none'"));

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                response.setHeader("Content-Security-Policy", CONTENT);
                response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
                response.setHeader("Referrer-Policy", "no-referrer");
                return true;
            }
        }).addPathPatterns(PATH);
    }
}
