package io.minova.store;

/** The one network of the stand-in for Neutron, the same in the API's facade and in the conductor. */
public final class Networks {

    public static final String PRIVATE_ID = "b3c9f1a4-6d2e-4c58-9a7b-1f0e5d4c3b2a";
    public static final String PRIVATE_NAME = "private";
    public static final String PRIVATE_SUBNET_ID = "5e8d7c6b-4a39-4281-b0f1-e2d3c4b5a697";
    public static final String PRIVATE_CIDR = "10.0.0.0/12";

    private Networks() {}
}
