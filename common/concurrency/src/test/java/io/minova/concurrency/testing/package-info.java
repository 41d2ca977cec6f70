/**
 * What the tests of every module use: the backend of this run, a clock that stands still, and a check that a test leaves nothing running.
 *
 * <p>Threads: each type says its own. In the test jar, so that the other modules need no fakes of this one.
 * <p>Leaves out assertions; AssertJ has them.
 */
@NullMarked
package io.minova.concurrency.testing;

import org.jspecify.annotations.NullMarked;
