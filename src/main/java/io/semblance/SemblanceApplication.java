package io.semblance;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Start of the service. What is started, and in which order, is decided in the rooms. */
@SpringBootApplication
public class SemblanceApplication {

    /** Starts the service; arguments are Spring Boot's ({@code --semblance.port=8001}). */
    public static void main(String[] args) {
        SpringApplication.run(SemblanceApplication.class, args);
    }
}
