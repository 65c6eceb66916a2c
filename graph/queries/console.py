"""What the console's statements are checked against, and how one is found and ended on the server."""

RUNNING = "SHOW TRANSACTIONS YIELD transactionId, currentQuery WHERE currentQuery ENDS WITH $tag RETURN transactionId AS id"
TERMINATE = "TERMINATE TRANSACTIONS $ids"
# The ids of nodes that a relationship only points to.
IDS_OF = "UNWIND $ids AS at MATCH (n:Entity) WHERE elementId(n) = at RETURN at, n.id AS id"

# A new line, so that neither a comment at the end of the statement hides what follows nor columns shift.
EXPLAIN = "EXPLAIN\n"

# What a plan may consist of on Neo4j, from the operators of its version 5.26: all that read the
# graph, none that writes, loads, shows or ends anything. Names without what stands in brackets.
_SCANS = ("AllRelationshipsScan", "RelationshipTypeScan", "UnionRelationshipTypesScan", "RelationshipIndexScan")
_SEEKS = (
    "RelationshipByElementIdSeek",
    "RelationshipByIdSeek",
    "RelationshipIndexContainsScan",
    "RelationshipIndexEndsWithScan",
    "RelationshipIndexSeek",
    "RelationshipIndexSeekByRange",
    "RelationshipUniqueIndexSeek",
    "RelationshipUniqueIndexSeekByRange",
)
OPERATORS = frozenset(
    (
        *("AllNodesScan", "NodeByLabelScan", "IntersectionNodeByLabelsScan", "UnionNodeByLabelsScan", "SubtractionNodeByLabelsScan"),
        *("NodeByElementIdSeek", "NodeByIdSeek", "NodeIndexScan", "NodeIndexContainsScan", "NodeIndexEndsWithScan", "MultiNodeIndexSeek"),
        *("NodeIndexSeek", "NodeIndexSeekByRange", "NodeUniqueIndexSeek", "NodeUniqueIndexSeekByRange"),
        *(
            f"{partitioned}{direction}{name}"
            for partitioned in ("", "Partitioned")
            for direction in ("Directed", "Undirected")
            for name in _SCANS + _SEEKS
        ),
        *("NodeCountFromCountStore", "RelationshipCountFromCountStore"),
        *("Expand", "OptionalExpand", "VarLengthExpand", "ShortestPath", "StatefulShortestPath", "ProjectEndpoints"),
        *("Repeat", "BidirectionalRepeat", "RepeatOptions", "NullifyMetadata", "PathPropagatingBFS"),
        *("Apply", "SemiApply", "AntiSemiApply", "LetSemiApply", "LetAntiSemiApply", "RollUpApply", "Anti"),
        *("SelectOrSemiApply", "SelectOrAntiSemiApply", "LetSelectOrSemiApply", "LetSelectOrAntiSemiApply"),
        *("ConditionalApply", "AntiConditionalApply", "Argument", "ArgumentTracker", "CacheProperties", "RemoteBatchProperties"),
        *("CartesianProduct", "NodeHashJoin", "ValueHashJoin", "NodeLeftOuterHashJoin", "NodeRightOuterHashJoin", "TriadicBuild"),
        *("TriadicFilter", "TriadicSelection", "Distinct", "OrderedDistinct", "EagerAggregation", "OrderedAggregation", "Eager"),
        *("EmptyResult", "EmptyRow", "Filter", "Limit", "ExhaustiveLimit", "Skip", "Optional", "Union", "OrderedUnion"),
        *("PartialSort", "PartialTop", "Sort", "Top", "Top1WithTies", "PreserveOrder", "ProduceResults", "Projection", "Unwind"),
        "ProcedureCall",
    )
)
PROCEDURES = frozenset(
    (
        "db.labels",
        "db.relationshipTypes",
        "db.propertyKeys",
        "db.schema.visualization",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
    )
)
# The embedded server tells nothing by EXPLAIN, and its reader's account keeps all else away; but these
# words, which its grammar takes at the beginning of a statement only, would show or end the statements
# of others who use that account.
OPENINGS = frozenset(("SHOW", "TERMINATE", "USE"))
