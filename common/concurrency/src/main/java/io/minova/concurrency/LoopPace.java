package io.minova.concurrency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a loop runs next. Threads: that of the loop. */
sealed interface LoopPace {

    /** The pause after a run; null when the loop is to end. */
    @Nullable Duration next(LoopingCall.Outcome outcome, Duration elapsed);

    /** From start to start, without catching up. */
    record FixedInterval(Duration interval) implements LoopPace {

        @Override
        public @Nullable Duration next(LoopingCall.Outcome outcome, Duration elapsed) {
            Duration left = interval.minus(elapsed);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** From end to start, ever longer while attempts fail. */
    record BackingOff(BackOff.Pauses pauses) implements LoopPace {

        @Override
        public @Nullable Duration next(LoopingCall.Outcome outcome, Duration elapsed) {
            return switch (outcome) {
                case DONE -> null;
                case PROGRESS -> pauses.afterSuccess();
                case AGAIN -> pauses.afterFailure();
            };
        }
    }
}
