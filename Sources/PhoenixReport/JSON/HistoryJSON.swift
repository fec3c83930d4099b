package import JSONSchema
import PhoenixModel
import PhoenixPlanner
package import PhoenixRun

/// Runs as a JSON object, newest first.
package func json(of entries: [RunEntry]) -> JSONText {
    let runs = entries.compactMap { entry -> JSONText? in
        guard let header = entry.header else { return nil }
        return .object([
            .init("run", .integer(header.run.value)), .init("fleet", .string(header.fleet.text)),
            .init("commit", .string(header.commit.hexadecimal)),
            .init("rolls_back_from", .optional(header.rollsBackFrom?.hexadecimal)),
            .init("began_at", .string(header.beganAt.description)),
            .init("ended_at", .optional(entry.endedAt?.description)),
            .init("ending", .optional(entry.ending?.word)), .init("converged", .boolean(entry.isConverged)),
            .init("steps", .integer(header.stepCount)), .init("succeeded", .integer(entry.succeeded)),
            .init("skipped", .integer(entry.skipped)),
            .init(
                "failures",
                .array(
                    entry.failures.map {
                        .object([.init("step", .string($0.step.text)), .init("failure", $0.failure.json)])
                    })),
        ])
    }
    return .object([.init("runs", .array(runs))])
}

/// What scripts printed as a JSON object.
package func json(ofOutput records: [JournalRecord]) -> JSONText {
    let outputs = records.compactMap { record -> JSONText? in
        guard case .output(let step, let lines, let at) = record else { return nil }
        return .object([
            .init("at", .string(at.description)), .init("step", .string(step.text)),
            .init("lines", .array(lines.map(JSONText.string))),
        ])
    }
    return .object([.init("output", .array(outputs))])
}
