package io.minova.scheduler.placement.objects;

/** What a provider has of a class, and how much of it is taken. Mirrors placement's {@code objects/inventory.py: Inventory}. */
public record InventoryRecord(long total, long reserved, long minUnit, long maxUnit, long stepSize, double allocationRatio, long used) {

    /** What can be taken in all. */
    public double capacity() {
        return (total - reserved) * allocationRatio;
    }

    /** True if one consumer may take that much at once, room apart. */
    public boolean allows(long amount) {
        return amount >= minUnit && amount <= maxUnit && amount % stepSize == 0;
    }

    public boolean hasRoomFor(long amount) {
        return allows(amount) && used + amount <= capacity();
    }

    InventoryRecord withUsed(long newUsed) {
        return new InventoryRecord(total, reserved, minUnit, maxUnit, stepSize, allocationRatio, newUsed);
    }
}
