package io.semblance.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;

import io.semblance.config.SemblanceSettings;
import io.semblance.config.StartRefusedException;

import org.jspecify.annotations.Nullable;

/**
 * Where the service listens. It never opens an unprotected port to a network by accident: without a secret it stays on
 * loopback, and an address beyond that needs {@code semblance.insecure-public=true}.
 */
public final class ListenAddress {

    private final InetAddress address;
    private final boolean secured;

    private ListenAddress(InetAddress address, boolean secured) {
        this.address = address;
        this.secured = secured;
    }

    /**
     * Where a service with these settings listens.
     *
     * @throws StartRefusedException if it would not start with them
     */
    public static ListenAddress of(SemblanceSettings settings) {
        return of(settings, !SecretsReading.read(settings).none());
    }

    static ListenAddress of(SemblanceSettings settings, boolean secured) {
        return new ListenAddress(choose(settings, secured), secured);
    }

    /** The address; the any-local one stands for all interfaces. */
    public InetAddress address() {
        return address;
    }

    /** Whether callers need the secret. */
    public boolean isSecured() {
        return secured;
    }

    /**
     * As a URL that works on this machine.
     *
     * @param scheme {@code http} or {@code https}
     * @param port the TCP port
     */
    public String url(String scheme, int port) {
        String host = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static InetAddress choose(SemblanceSettings settings, boolean secured) {
        boolean mayBePublic = secured || settings.insecurePublic();
        String host = settings.host();
        if (host == null || host.isBlank()) {
            return mayBePublic ? new InetSocketAddress(0).getAddress() : InetAddress.getLoopbackAddress();
        }
        InetAddress address = resolve(host.strip());
        if (!mayBePublic && !address.isLoopbackAddress()) {
            throw new StartRefusedException(
                    "The host " + host + " can be reached from other machines, and there is no secret.",
                    "Set semblance.api-secret-file or semblance.api-secret, or leave semblance.host out to serve this machine"
                            + " only, or set semblance.insecure-public=true if everybody may read and delete everything.");
        }
        return address;
    }

    private static InetAddress resolve(String host) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw notHere(host, unknown);
        }
        if (!address.isAnyLocalAddress() && !address.isLoopbackAddress() && !isOurs(address)) {
            throw notHere(host, null);
        }
        return address;
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException unknown) {
            return true;
        }
    }

    private static StartRefusedException notHere(String host, @Nullable Throwable cause) {
        return new StartRefusedException("The host " + host + " is no address of this machine.",
                "Set semblance.host to an address of one of its interfaces, such as 127.0.0.1, or to 0.0.0.0 for all.",
                cause);
    }
}
