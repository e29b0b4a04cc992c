"""Record tables: what sources state, one row and one meaning at a time."""

from ecosystem_graph.records.collection import TABLES, RecordSet, concat_record_sets, records_from_rows

__all__ = ["TABLES", "RecordSet", "concat_record_sets", "records_from_rows"]
