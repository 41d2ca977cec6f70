package io.minova.objects;

/**
 * What lets its bearer see the console of a server for a while, and where that console is.
 *
 * <p>Mirrors {@code nova/objects/console_auth_token.py: ConsoleAuthToken}.
 *
 * @param consoleType such as {@code novnc}
 * @param host where the hypervisor offers the console
 */
public record ConsoleAuthToken(String token, String instanceUuid, String consoleType, String host, int port) {}
