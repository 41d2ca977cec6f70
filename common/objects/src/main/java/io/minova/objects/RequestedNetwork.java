package io.minova.objects;

import org.jspecify.annotations.Nullable;

/**
 * One interface that a server shall have, as text in a {@link RequestSpec} and in messages: {@code NETWORK}, {@code NETWORK@ADDRESS} or {@code port:PORT}.
 *
 * <p>Mirrors {@code nova/objects/network_request.py: NetworkRequest}.
 *
 * @param networkId null with a port, which is on a network already
 * @param portId a port that somebody made; null to have one made
 * @param address wanted on the network; null for any
 */
public record RequestedNetwork(@Nullable String networkId, @Nullable String portId, @Nullable String address) {

    private static final String PORT = "port:";
    private static final char AT = '@';

    public static RequestedNetwork parse(String text) {
        if (text.startsWith(PORT)) {
            return new RequestedNetwork(null, text.substring(PORT.length()), null);
        }
        int at = text.indexOf(AT);
        return at < 0 ? new RequestedNetwork(text, null, null) : new RequestedNetwork(text.substring(0, at), null, text.substring(at + 1));
    }

    public String text() {
        if (portId != null) {
            return PORT + portId;
        }
        return networkId + (address == null ? "" : AT + address);
    }
}
