package io.minova.compute.virt;

import io.minova.objects.PowerState;

/** What happened to a guest, whoever made it happen. Mirrors {@code nova/virt/event.py: LifecycleEvent}; leaves out what the simulated driver never does. */
public record LifecycleEvent(String instanceUuid, Transition transition) {

    public enum Transition {
        STARTED(PowerState.RUNNING),
        STOPPED(PowerState.SHUTDOWN);

        private final PowerState powerState;

        Transition(PowerState powerState) {
            this.powerState = powerState;
        }

        /** What the guest is afterwards. */
        public PowerState powerState() {
            return powerState;
        }
    }
}
