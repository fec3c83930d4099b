extension Evaluation {
    struct AlternativesOutcome {
        /// Ordinals of the branches that apply.
        var satisfied: [Int] = []
        /// What is wrong with the value in each of the other branches.
        var failures: [[SchemaViolation]] = []
    }

    /// Tries the branches of `anyOf` or `oneOf`; no more than needed unless all children must be noted.
    mutating func evaluate(
        _ branches: [Int], at instance: Int, _ evaluated: inout EvaluatedChildren, stopsAfter maximum: Int
    ) -> AlternativesOutcome {
        var outcome = AlternativesOutcome()
        var satisfiedChildren = evaluated.branch
        var failedChildren = evaluated.branch
        for (ordinal, branch) in branches.enumerated() {
            var children = evaluated.branch
            let (isSatisfied, own) = separately { $0.apply(branch, to: instance, noting: &children) }
            if isSatisfied {
                outcome.satisfied.append(ordinal)
                satisfiedChildren.formUnion(children)
                if outcome.satisfied.count == maximum, !evaluated.isTracked { break }
            } else {
                if isCollecting { outcome.failures.append(own) }
                failedChildren.formUnion(children)
            }
        }
        evaluated.formUnion(outcome.satisfied.isEmpty ? failedChildren : satisfiedChildren)
        return outcome
    }

    /// Tells what is wrong in the branch that was most likely meant, or that none fits.
    mutating func reportNoAlternative(_ failures: [[SchemaViolation]], keyword: String, at instance: Int) -> Bool {
        guard isCollecting else { return false }
        if node.texts.message?.text(for: keyword) != nil {
            return report(.noAlternative(branches: failures), keyword: keyword, at: instance)
        }
        switch AlternativeSelection(failures, value: value(instance)) {
        case .branch(let chosen):
            for violation in chosen where violations.count < SchemaOptions.maximumViolations {
                violations.append(violation)
            }
            return false
        case .code(let code):
            return report(code, keyword: keyword, at: instance)
        }
    }
}
