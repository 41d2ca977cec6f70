package io.minova.systemtests;

import io.minova.cli.cluster.ApiSession;

/** What users need of a cluster, whatever it is made of. */
interface Cloud {

    /** The admin user in the public API. */
    ApiSession admin();
}
