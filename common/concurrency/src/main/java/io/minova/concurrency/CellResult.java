package io.minova.concurrency;

/**
 * What one cell contributed to a scatter-gather. An absent answer is a value, not an exception: a listing with one cell down is still a listing.
 *
 * <p>Mirrors {@code nova/context.py: did_not_respond_sentinel} and the exception objects in the result of {@code scatter_gather_cells}.
 */
public sealed interface CellResult<V> {

    /** The cell answered in time. */
    record Answered<V>(V value) implements CellResult<V> {}

    /** The cell raised. */
    record Failed<V>(Throwable exception) implements CellResult<V> {}

    /** The time of the whole gather ran out first; the cell's worker may still be running. */
    record DidNotRespond<V>() implements CellResult<V> {}
}
