package io.semblance.console.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves style sheet, modules and icon of the page below {@code /console}, from one folder of the jar. */
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
}
