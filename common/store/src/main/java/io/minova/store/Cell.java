package io.minova.store;

/** A cell as its mapping describes it. cell0 holds the servers that never landed. Mirrors {@code nova/objects/cell_mapping.py: CellMapping}. */
public record Cell(String uuid, String name, Database database) {

    /** Nova's fixed uuid of cell0. */
    public static final String CELL0_UUID = "00000000-0000-0000-0000-000000000000";

    public boolean isCell0() {
        return uuid.equals(CELL0_UUID);
    }
}
