package io.semblance.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

/**
 * A certificate for localhost, made by openssl.
 *
 * @param name its common name
 * @param folder where both are
 * @param certificate PEM file
 * @param key PEM file of its private key
 */
record SelfSigned(String name, Path folder, Path certificate, Path key) {

    static SelfSigned make(Path directory, String name) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(directory.resolve(name));
        SelfSigned made = new SelfSigned(name, folder, folder.resolve("tls.crt"), folder.resolve("tls.key"));
        ExternalProcess.run(ExternalTool.debian("openssl", "openssl").require().toString(), "req", "-x509", "-newkey",
                "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=" + name, "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", made.certificate.toString(), "-keyout",
                made.key.toString()).succeeded();
        return made;
    }

    /** A client's side that trusts these certificates and no other. */
    static SSLContext trusting(SelfSigned... trusted) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (SelfSigned one : trusted) {
            try (InputStream pem = Files.newInputStream(one.certificate)) {
                store.setCertificateEntry(one.name, CertificateFactory.getInstance("X.509").generateCertificate(pem));
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** The common name that whoever listens on a port of this machine shows to a new connection. */
    static String shownAt(int port, SSLContext trust) throws IOException {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName().replace("CN=", "");
        }
    }
}
