/// One schema applied to one document.
///
/// The first pass only asks whether the value satisfies the schema and stops at the first failure. Only if it does
/// not, a second pass collects everything that is wrong.
struct Evaluation {
    let schema: CompiledSchema
    let document: JSONDocument
    /// Reports are kept; off inside `not` and `if`, where a failure is no mistake.
    var isCollecting: Bool
    var violations: [SchemaViolation] = []
    /// The node of `schema` whose keywords are being evaluated; safe not to be retained, as `schema` owns it.
    private var current: Unmanaged<SchemaNode>
    private(set) var limitReached: SchemaViolation.Code?
    var remainingPatternSteps: Int
    private var resourcePath: [Int] = []
    private var depth = 0
    private var steps = 0

    init(schema: CompiledSchema, document: JSONDocument, isCollecting: Bool) {
        self.schema = schema
        self.document = document
        self.isCollecting = isCollecting
        remainingPatternSteps = schema.options.maximumPatternSteps
        current = Unmanaged.passUnretained(schema.nodes[schema.root])
    }

    /// The schema whose keywords are being evaluated.
    var node: SchemaNode { current.takeUnretainedValue() }

    mutating func isSatisfied(at instance: Int) -> Bool {
        apply(schema.root, to: instance) && limitReached == nil
    }

    mutating func collectViolations(at instance: Int) -> [SchemaViolation] {
        _ = apply(schema.root, to: instance)
        if let limit = limitViolation(at: instance) {
            violations.append(limit)
        } else if violations.isEmpty {
            // The first pass found the value wanting, so it is never called valid here.
            violations.append(violation(.forbidden, keyword: "", at: instance, key: nil))
        }
        return SchemaViolation.tidied(violations)
    }

    /// What to say when the evaluation was given up; nil when it came to its end.
    func limitViolation(at instance: Int) -> SchemaViolation? {
        limitReached.map { violation($0, keyword: "", at: instance, key: nil) }
    }

    /// Applies a subschema to a child of the value, or to the value itself when nobody asks for its children.
    mutating func apply(_ index: Int, to instance: Int) -> Bool {
        var evaluated = EvaluatedChildren.untracked
        return apply(index, to: instance, noting: &evaluated)
    }

    /// Applies a subschema to a value and notes which of its children were looked at.
    ///
    /// While collecting, the children count even if the subschema fails: what is wrong is reported already, and
    /// "unevaluated" children on top of it would be noise.
    mutating func apply(_ index: Int, to instance: Int, noting evaluated: inout EvaluatedChildren) -> Bool {
        guard enter() else { return false }
        let (outerNode, outerPath) = (current, resourcePath.count)
        current = Unmanaged.passUnretained(schema.nodes[index])
        defer {
            current = outerNode
            resourcePath.removeLast(resourcePath.count - outerPath)
            depth -= 1
        }
        return current._withUnsafeGuaranteedRef { evaluate($0, at: instance, noting: &evaluated) }
    }

    private mutating func evaluate(
        _ node: SchemaNode, at instance: Int, noting evaluated: inout EvaluatedChildren
    ) -> Bool {
        if resourcePath.last != node.resource { resourcePath.append(node.resource) }
        guard evaluated.isTracked || node.usesEvaluatedChildren else {
            return evaluateKeywords(of: node, at: instance, &evaluated)
        }
        var own = EvaluatedChildren(isTracked: true)
        let isSatisfied = evaluateKeywords(of: node, at: instance, &own)
        if isSatisfied || isCollecting { evaluated.formUnion(own) }
        return isSatisfied
    }

    private mutating func evaluateKeywords(
        of node: SchemaNode, at instance: Int, _ evaluated: inout EvaluatedChildren
    ) -> Bool {
        if node.isAlwaysFalse { return report(.forbidden, keyword: "", at: instance) }
        if !node.typeSet.contains(entry: instance, of: document), let types = node.types {
            let value = value(instance)
            return report(
                .wrongType(expected: types, actual: SchemaType(of: value)), keyword: "type", at: instance)
        }
        var isSatisfied = true
        for place in node.keywords.places(for: document.tape[instance].kind)
        where !node.keywords.evaluate(place, instance, &evaluated, &self) {
            isSatisfied = false
            if !isCollecting || limitReached != nil { return false }
        }
        return isSatisfied
    }

    private mutating func enter() -> Bool {
        guard limitReached == nil else { return false }
        depth += 1
        steps += 1
        if depth > SchemaOptions.maximumEvaluationDepth {
            limitReached = .tooDeep(limit: SchemaOptions.maximumEvaluationDepth)
        } else if steps > schema.options.maximumEvaluationSteps {
            limitReached = .tooCostly
        }
        if limitReached != nil { depth -= 1 }
        return limitReached == nil
    }

    /// Gives up: the answer would take too long.
    mutating func giveUp() { limitReached = limitReached ?? .tooCostly }

    /// Runs something whose failures are no mistakes.
    mutating func silently(_ body: (inout Evaluation) -> Bool) -> Bool {
        let wasCollecting = isCollecting
        isCollecting = false
        defer { isCollecting = wasCollecting }
        return body(&self)
    }

    /// Runs something and returns its violations instead of reporting them.
    mutating func separately(_ body: (inout Evaluation) -> Bool) -> (isSatisfied: Bool, violations: [SchemaViolation]) {
        let outer = violations
        violations = []
        let isSatisfied = body(&self)
        let own = violations
        violations = outer
        return (isSatisfied, own)
    }

    /// The node that a dynamic reference means here: the outermost resource on the way that has the anchor.
    func dynamicTarget(anchor: String) -> Int? {
        for resource in resourcePath {
            if let node = schema.dynamicAnchors[resource][anchor] { return node }
        }
        return nil
    }

    func value(_ instance: Int) -> JSONValue { JSONValue(document: document, index: instance) }
}
