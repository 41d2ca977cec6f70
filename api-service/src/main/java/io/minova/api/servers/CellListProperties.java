package io.minova.api.servers;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a list does about a cell that does not answer.
 *
 * @param listRecordsBySkippingDownCells true leaves its servers out where 2.69 cannot show what is known of them, false ends the request with 500. Both
 *     backends. Mirrors {@code [api] list_records_by_skipping_down_cells}
 */
@ConfigurationProperties("nova")
record CellListProperties(@DefaultValue("true") boolean listRecordsBySkippingDownCells) {}
