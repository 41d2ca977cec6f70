package io.minova.compute;

import io.minova.objects.ConsoleAuthToken;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.NovaException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a guest shows: its console's text, and the address of a console that would be live.
 *
 * <p>Threads: the caller's, without the instance's lock, as in Nova.
 * <p>Mirrors {@code nova/compute/manager.py: get_console_output, get_vnc_console}; leaves out the proxies: the address answers nobody.
 */
final class Consoles {

    // The first that libvirt gives to a guest's console.
    private static final int GUEST_PORT = 5900;

    private final HostContext host;

    Consoles(HostContext host) {
        this.host = host;
    }

    String output(Instance instance, @Nullable Integer tailLength) {
        try {
            String whole = host.driver().consoleOutput(instance);
            return tailLength == null || tailLength < 0 ? whole : tail(whole, tailLength);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NovaException(ErrorCode.HYPERVISOR_FAILURE, "Interrupted while reading the console of " + instance.uuid(), e);
        }
    }

    String url(Instance instance, String protocol, String type) {
        if (!host.driver().consoles().contains(protocol + "/" + type)) {
            throw new NovaException(ErrorCode.CONSOLE_TYPE_UNAVAILABLE, "Unavailable console type " + type + ".");
        }
        // 6080, 6082, 6083, 6090: the ports of Nova's four proxies.
        int port = switch (protocol) {
            case "spice" -> 6082;
            case "serial" -> 6083;
            case "mks" -> 6090;
            default -> 6080;
        };
        String token = UUID.randomUUID().toString();
        host.conductor().consoleAuthorize(new ConsoleAuthToken(token, instance.uuid(), type, host.host(), GUEST_PORT));
        return switch (protocol) {
            case "serial" -> "ws://127.0.0.1:" + port + "/?token=" + token;
            case "vnc" -> "http://127.0.0.1:" + port + "/vnc_auto.html?path=%3Ftoken%3D" + token;
            default -> "http://127.0.0.1:" + port + "/" + type + ".html?token=" + token;
        };
    }

    private static String tail(String text, int lines) {
        if (lines == 0) {
            return "";
        }
        int from = text.length();
        for (int found = 0; found < lines && from >= 0; found++) {
            from = text.lastIndexOf('\n', from - 1);
        }
        return text.substring(from + 1);
    }
}
