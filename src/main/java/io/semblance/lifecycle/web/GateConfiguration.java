package io.semblance.lifecycle.web;

import java.time.Duration;

import io.semblance.lifecycle.Loading;
import io.semblance.lifecycle.VirtualThreads;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Which routes need loaded indexes and a turn for large bodies, and the short name of the metrics. */
@Configuration(proxyBeanMethods = false)
class GateConfiguration implements WebMvcConfigurer {

    private static final String[] DATA = {"/indexes", "/indexes/**", "/snapshots", "/snapshots/**",
            "/api/v1/indexes/**"};
    private static final Duration LARGE_BODY_PATIENCE = Duration.ofSeconds(20);

    private final Loading loading;

    GateConfiguration(Loading loading) {
        this.loading = loading;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new LoadedGate(loading)).addPathPatterns(DATA);
        registry.addInterceptor(new LargeBodyTurns(VirtualThreads.LONG_WORK, LARGE_BODY_PATIENCE))
                .addPathPatterns(DATA);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/metrics").setViewName("forward:/actuator/prometheus");
    }
}
