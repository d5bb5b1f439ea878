package io.semblance.doctor;

import io.semblance.access.ListenAddress;
import io.semblance.config.StartRefusedException;

import java.util.List;

/** Who can reach the service, and from where. */
final class AccessChecks {

    private static final List<String> CERTIFICATES = List.of("server.ssl.bundle", "server.ssl.key-store",
            "server.ssl.certificate");

    private AccessChecks() {
    }

    static Finding cors(Deployment on) {
        CheckName check = CheckName.CORS;
        List<String> origins = on.settings().corsOrigins();
        if (!origins.contains("*")) {
            return Finding.fine(check, origins.isEmpty()
                    ? "no page of another origin may call"
                    : "pages of " + String.join(", ", origins) + " may call");
        }
        String remedy = "Name the origins of your own pages in semblance.cors-origins.";
        return hasSecret(on)
                ? Finding.warning(check, "pages of every origin may call, with the secret", remedy)
                : Finding.error(check, "every page that a browser on this machine shows may read and delete everything",
                        remedy);
    }

    private static boolean hasSecret(Deployment on) {
        try {
            return ListenAddress.of(on.settings()).isSecured();
        } catch (StartRefusedException refused) {
            return false;
        }
    }

    static Finding address(Deployment on) {
        CheckName check = CheckName.ADDRESS;
        ListenAddress address;
        try {
            address = ListenAddress.of(on.settings());
        } catch (StartRefusedException refused) {
            return Finding.error(check, refused.problem(), refused.action());
        }
        String where = address.address().isAnyLocalAddress() ? "all addresses" : address.address().getHostAddress();
        String found = "listens on " + where + ", port " + on.settings().port();
        if (address.address().isLoopbackAddress()) {
            return Finding.fine(check, found + ", for this machine only");
        }
        return address.isSecured()
                ? Finding.fine(check, found + ", callers need the secret")
                : Finding.error(check, found + ", and whoever reaches it may read and delete everything",
                        "Set semblance.api-secret-file and unset semblance.insecure-public.");
    }

    static Finding tls(Deployment on) {
        CheckName check = CheckName.TLS;
        if (!"false".equals(on.spring().getProperty("server.ssl.enabled"))
                && CERTIFICATES.stream().anyMatch(name -> on.spring().getProperty(name) != null)) {
            return Finding.fine(check, "the service speaks TLS itself");
        }
        try {
            if (ListenAddress.of(on.settings()).address().isLoopbackAddress()) {
                return Finding.fine(check, "plain HTTP, which does not leave this machine");
            }
        } catch (StartRefusedException refused) {
            return Finding.information(check, "not looked at, since the address cannot be used", "");
        }
        return Finding.information(check, "plain HTTP: on the way the secret can be read",
                "Nothing, if a proxy in front of it terminates TLS; else set server.ssl.bundle.");
    }
}
