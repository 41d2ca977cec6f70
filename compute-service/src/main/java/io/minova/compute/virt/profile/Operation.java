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
    PAUSE("pause"),
    UNPAUSE("unpause"),
    SUSPEND("suspend"),
    RESUME("resume"),
    SET_ADMIN_PASSWORD("setAdminPassword"),
    CONSOLE_OUTPUT("consoleOutput");

    private final String key;

    Operation(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
