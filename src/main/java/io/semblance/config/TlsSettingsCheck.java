package io.semblance.config;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Refuses the start over a setting of TLS that nobody would read. They are Spring Boot's own, and it passes over those that
 * it does not know: a misspelt one would leave a port without TLS, or a certificate that is never renewed. And over a
 * certificate or a key that cannot be read.
 */
final class TlsSettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String SERVER = "server.ssl";
    private static final String BUNDLES = "spring.ssl";
    private static final String GUIDE = "docs/how-to/secure-with-tls.md lists those of a certificate.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Binder binder = Binder.get(context.getEnvironment());
        Ssl server = strictly(binder, SERVER, new Ssl());
        SslProperties.Bundles bundles = strictly(binder, BUNDLES, new SslProperties()).getBundle();
        Set<String> names = new TreeSet<>(bundles.getPem().keySet());
        names.addAll(bundles.getJks().keySet());
        String wanted = server.getBundle();
        if (wanted != null && !names.contains(wanted)) {
            throw new StartRefusedException(
                    "server.ssl.bundle names the bundle '" + wanted + "', and there is "
                            + (names.isEmpty() ? "none" : "only " + String.join(", ", names)) + ".",
                    "Name one that is there, or set spring.ssl.bundle.pem." + wanted + ".keystore.certificate and "
                            + ".private-key; " + GUIDE);
        }
        if (Ssl.isEnabled(server) && isChosen(server)) {
            requireReadable(server, bundles);
        }
    }

    private static boolean isChosen(Ssl server) {
        return server.getBundle() != null || server.getCertificate() != null || server.getKeyStore() != null;
    }

    /** Reads what the port would be opened with: a file that is not there would otherwise end the start in a stack trace. */
    private static void requireReadable(Ssl server, SslProperties.Bundles bundles) {
        try {
            DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();
            bundles.getPem().forEach((name, one) -> registry.registerBundle(name, PropertiesSslBundle.get(one)));
            bundles.getJks().forEach((name, one) -> registry.registerBundle(name, PropertiesSslBundle.get(one)));
            SslStoreBundle stores = WebServerSslBundle.get(server, registry).getStores();
            if (stores.getKeyStore() == null) {
                throw new IllegalStateException("no certificate and key are named");
            }
            stores.getTrustStore();
        } catch (RuntimeException unreadable) {
            throw new StartRefusedException(
                    "The certificate or the key of TLS cannot be read: " + reason(unreadable) + ".",
                    "Check the files that server.ssl or its bundle names, and whether this user may read them; "
                            + GUIDE,
                    unreadable);
        }
    }

    /** The innermost words, which name the file or what is wrong with it. */
    private static String reason(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String words = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }

    private static <T> T strictly(Binder binder, String prefix, T target) {
        try {
            return binder
                    .bind(prefix, Bindable.ofInstance(target), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                    .orElse(target);
        } catch (BindException refused) {
            if (refused.getCause() instanceof UnboundConfigurationPropertiesException unread) {
                // By name alone: the value may be a password.
                throw new StartRefusedException("Settings of TLS that do not exist: " + unread.getUnboundProperties()
                        .stream().map(one -> one.getName().toString()).sorted().collect(Collectors.joining(", ")) + ".",
                        "Correct or remove them; " + GUIDE);
            }
            throw refused;
        }
    }
}
