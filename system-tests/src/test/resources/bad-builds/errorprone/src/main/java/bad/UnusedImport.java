package bad;

import java.util.Map;

interface UnusedImport {}
