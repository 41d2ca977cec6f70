package io.minova.compute.virt;

import io.minova.objects.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a simulated guest writes while it starts, made of what is known of it: the same for the same server. */
final class GuestConsole {

    static final Set<String> KINDS = Set.of("vnc/novnc", "spice/spice-html5", "serial/serial", "mks/webmks");

    private GuestConsole() {}

    static String output(Instance instance) {
        List<String> lines = new ArrayList<>();
        lines.add("[    0.000000] Linux version 6.12.0-minova (build@minova)");
        lines.add("[    0.000000] Command line: BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 console=ttyS0");
        for (int cpu = 0; cpu < Math.min(instance.flavor().vcpus(), 8); cpu++) {
            lines.add("[    0.1%05d] smp: CPU %d is up".formatted(cpu, cpu));
        }
        lines.add("[    0.200000] Memory: %d MiB available".formatted(instance.flavor().memoryMb()));
        lines.add("[    0.310000] virtio_blk virtio1: [vda] %d GiB".formatted(instance.flavor().rootGb()));
        instance.networkInfo().forEach(vif -> lines.add("[    0.420000] virtio_net: %s leased %s".formatted(vif.macAddress(), vif.address())));
        lines.add("[    0.900000] EXT4-fs (vda1): mounted filesystem");
        lines.add("[    1.200000] systemd[1]: Hostname set to <%s>".formatted(instance.hostname()));
        lines.add("[    2.000000] systemd[1]: Reached target Network");
        lines.add("[    3.400000] cloud-init[512]: instance-id %s".formatted(instance.uuid()));
        lines.add("[    3.500000] cloud-init[512]: modules done");
        lines.add("[    3.600000] systemd[1]: Reached target Multi-User System");
        lines.add("[    3.700000] systemd[1]: Startup finished");
        lines.add("%s login:".formatted(instance.hostname()));
        return String.join("\n", lines);
    }
}
