package io.minova.compute.virt.profile;

/** What a driver can be asked to do, by the key it has in a profile. */
public enum Operation {
    SPAWN("spawn"),
    DESTROY("destroy"),
    POWER_ON("powerOn"),
    POWER_OFF("powerOff"),
    /** The guest shuts itself down and starts again. */
    REBOOT_SOFT("rebootSoft"),
    /** The guest is destroyed and made anew. */
    REBOOT_HARD("rebootHard"),
    /** Part of spawn, once for each network port. */
    PLUG_VIFS("plugVifs"),
    /** Part of destroy, once for each network port. */
    UNPLUG_VIFS("unplugVifs"),
    TRIGGER_CRASH_DUMP("triggerCrashDump"),
    PAUSE("pause"),
    UNPAUSE("unpause"),
    SUSPEND("suspend"),
    RESUME("resume"),
    SET_ADMIN_PASSWORD("setAdminPassword"),
    CONSOLE_OUTPUT("consoleOutput"),
    RESCUE("rescue"),
    UNRESCUE("unrescue"),
    SNAPSHOT("snapshot"),
    /** On the source of a resize or cold migration: the guest is shut down, its disk copied away. */
    MIGRATE_DISK("migrateDisk"),
    /** On the destination: the guest is defined from the copied disk, and started. */
    FINISH_MIGRATION("finishMigration"),
    /** On the source: what was kept is removed. */
    CONFIRM_MIGRATION("confirmMigration"),
    /** On the source: the guest is started again from what was kept. */
    FINISH_REVERT_MIGRATION("finishRevertMigration"),
    /** On the destination of a live migration, before it starts. */
    PRE_LIVE_MIGRATION("preLiveMigration"),
    /** On its source: memory and disk are copied while the guest runs; io steps can be cut short. */
    LIVE_MIGRATION("liveMigration"),
    ATTACH_INTERFACE("attachInterface"),
    DETACH_INTERFACE("detachInterface"),
    /** The host connects to the storage, then the guest gets the disk. */
    ATTACH_VOLUME("attachVolume"),
    DETACH_VOLUME("detachVolume"),
    /** One volume is copied to another while the guest runs. */
    SWAP_VOLUME("swapVolume"),
    /** An image comes to the host before a guest needs it. */
    CACHE_IMAGE("cacheImage");

    private final String key;

    Operation(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
