package io.semblance.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.FieldError;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

import org.jspecify.annotations.Nullable;

/**
 * Refuses the start over a value that makes no sense, in words of ours: the variable, alias or setting that was written,
 * the value, and what it has to be. It reads all settings as Spring Boot will, before any bean is made and before
 * {@code server.port} takes over {@code semblance.port}: Spring's own words for such a fault name neither the variable nor
 * the range. A secret is never shown, since no secret can be of a wrong form.
 */
final class ValuesCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The sentences are ours; the validator's own would have to be put together by an expression language. */
    private static final class Silent implements MessageInterpolator {

        @Override
        public String interpolate(String template, Context context) {
            return template;
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return template;
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        try (ValidatorFactory factory = Validation.byDefaultProvider().configure()
                .messageInterpolator(new Silent()).buildValidatorFactory()) {
            Binder.get(environment).bindOrCreate(SemblanceSettings.PREFIX, Bindable.of(SemblanceSettings.class),
                    new ValidationBindHandler(new SpringValidatorAdapter(factory.getValidator())));
        } catch (BindException refused) {
            throw refusal(environment, refused);
        }
    }

    private static StartRefusedException refusal(ConfigurableEnvironment environment, BindException refused) {
        List<String> problems = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        for (String name : names(refused)) {
            Setting setting = known(name);
            WrittenSetting written = WrittenSetting.find(environment, name);
            String place = written == null ? "The setting " + name : written.place();
            problems.add(
                    place + (written == null
                            ? " has an impossible value."
                            : " has the value '" + written.value() + "'."));
            actions.add(setting == null ? "" : name + " must be " + setting.expected() + ".");
        }
        return new StartRefusedException(String.join(" ", problems),
                String.join(" ", actions) + " docs/reference/settings.md describes all settings.", refused);
    }

    /** The faulty settings, each once, though it may break several rules. */
    private static Set<String> names(BindException refused) {
        Throwable cause = refused;
        while (cause != null) {
            if (cause instanceof BindValidationException invalid) {
                ConfigurationPropertyName parent = invalid.getValidationErrors().getName();
                return invalid.getValidationErrors().getAllErrors().stream().filter(FieldError.class::isInstance)
                        .map(error -> parent + "." + dashed(((FieldError) error).getField()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
            }
            cause = cause.getCause();
        }
        return Set.of(refused.getName().toString());
    }

    private static @Nullable Setting known(String name) {
        return Setting.all().stream().filter(setting -> setting.name().equals(name)).findFirst().orElse(null);
    }

    private static String dashed(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
