package io.semblance.asset.web;

import io.semblance.asset.AssetService;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** The web edge over a real backend and behind an open filter chain; not annotated as a configuration, lest it be scanned. */
@EnableAutoConfiguration
@ComponentScan({ "io.semblance.asset.web", "io.semblance.problem.web" })
class WebSlice {

    @Bean
    AssetService assetService(@Value("${test.index-uri}") String uri) {
        var indexes = Backends.open(IndexUri.parse(uri), BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return new AssetService(indexes);
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable).authorizeHttpRequests(all -> all.anyRequest().permitAll())
            .build();
    }
}
