package io.minova.objects;

/**
 * A network that servers can be attached to.
 *
 * <p>Mirrors {@code nova/network/model.py: Network}, reduced to one subnet.
 */
public record Network(String id, String name, String subnetId, String subnetName, String cidr, String gateway) {

    /** The network that every Minova has, shared by all projects; its addresses are those that the port repository gives out. */
    public static final Network PRIVATE = new Network(
            "b5a4e1c0-7d3f-4c55-9a0e-6f1d2c3b4a59", "private", "c6b5f2d1-8e40-4d66-8b1f-702e3d4c5b6a", "private-subnet", "10.0.0.0/12", "10.0.0.1");
}
