package io.minova.compute;

import io.minova.objects.Instance;
import io.minova.objects.VmState;

/** What an action must remember of a server until a later action: keys of its system metadata, by Nova's names. */
final class StashedState {

    static final String OLD_VM_STATE = "old_vm_state";

    private StashedState() {}

    /** What the server was before it was suspended or moved. */
    static VmState oldVmState(Instance instance, VmState otherwise) {
        String word = instance.systemMetadata().get(OLD_VM_STATE);
        return word == null ? otherwise : VmState.ofWord(word);
    }
}
