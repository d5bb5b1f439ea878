package io.semblance.asset.web.description;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Leads from where iscc-search has its API description to where it is here. */
@Configuration(proxyBeanMethods = false)
class FormerPlaces implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/openapi/openapi.json", "/openapi.json")
                .setStatusCode(HttpStatus.MOVED_PERMANENTLY);
        registry.addRedirectViewController("/openapi/openapi.yaml", "/openapi.json.yaml")
                .setStatusCode(HttpStatus.MOVED_PERMANENTLY);
    }
}
