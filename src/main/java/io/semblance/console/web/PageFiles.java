package io.semblance.console.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves style sheet, modules and icon of the page below {@code /console}, from one folder of the jar, and leads
 * {@code /playground}, the former place of iscc-search's page, to it.
 */
@Configuration(proxyBeanMethods = false)
class PageFiles implements WebMvcConfigurer {

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/**").addResourceLocations("classpath:/io/semblance/console/web/files/")
                .setCacheControl(CacheControl.noCache()).setUseLastModified(false)
                .setEtagGenerator(file -> tags.computeIfAbsent(String.valueOf(file.getFilename()),
                        name -> ContentTag.of(file)));
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/playground", "/").setStatusCode(HttpStatus.MOVED_PERMANENTLY);
    }
}
