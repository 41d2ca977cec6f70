package io.minova.objects;

/**
 * One network port of an instance.
 *
 * <p>Mirrors {@code nova/network/model.py: VIF}, reduced to one fixed address per port.
 */
public record VirtualInterface(String portId, String networkId, String networkName, String macAddress, String address) {}
