import JSONSchema
import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixReport
import PhoenixRun
import PhoenixTestSupport
import Testing

/// The JSON forms, byte for byte as docs/reference/output.md promises them.
struct EventJSONTests {
    private let step = Samples.step("101/configure", of: Samples.change)

    @Test("One line an event")
    func events() {
        func line(_ event: Event) -> String { json(of: event).compactText }
        let zeros = String(repeating: "a", count: 40)
        #expect(
            line(
                .commitFound(
                    CommitSummary(commit: commit(), subject: "Say \"hello\"", author: "Ada", committedAtSeconds: 0)))
                == #"{"event":"commit","commit":"\#(zeros)","subject":"Say \"hello\"","author":"Ada"}"#)
        #expect(
            line(.run(.stepBegan(step, attempt: 2, at: Samples.start)))
                == #"{"event":"step-began","at":"2026-01-01T00:00:00Z","step":"101/configure","guest":101,"attempt":2}"#
        )
        #expect(
            line(.run(.stepEnded(step, .succeeded(note: nil), at: Samples.start)))
                == #"{"event":"step-ended","at":"2026-01-01T00:00:00Z","step":"101/configure","guest":101,"outcome":"succeeded","note":null}"#
        )
        #expect(
            line(.ended(.converged(commit(), changes: 2, plan: Samples.change)))
                == #"{"event":"ended","outcome":"converged","commit":"\#(zeros)","steps":2}"#)
        #expect(
            line(.ended(.interrupted(commit()))) == #"{"event":"ended","outcome":"interrupted","commit":"\#(zeros)"}"#)
        #expect(
            line(.run(.runStops(.interrupted, at: Samples.start)))
                == #"{"event":"run-stops","at":"2026-01-01T00:00:00Z","text":"asked to stop; what is in flight goes on and is found by the next sync"}"#
        )
    }

    @Test("A failure carries code, message, remedy and causes")
    func failure() {
        #expect(
            json(of: Event.ended(.unreachable(Samples.scriptFailure))).compactText
                == #"{"event":"ended","outcome":"unreachable","commit":null,"failure":{"code":"commandFailed","message":"the installation of tools ended with exit code 7","remedy":"read its output, mend features/tools/install.sh, and commit","causes":["no such mirror","fetching"]}}"#
        )
    }

    @Test("A plan: guests with their differences, steps with their reasons")
    func plan() {
        let text = json(of: Samples.change).compactText
        #expect(
            text.contains(
                #""differences":[{"setting":"memory_mb","seen":"1024 MiB","wished":"2048 MiB","effect":"in-place"}]"#))
        #expect(text.contains(#"{"id":"101/mark","guest":101,"node":"pve1","reason":""#))
        let blocked = json(of: Samples.blocked).compactText
        #expect(blocked.contains(#""conditions":[{"kind":"blocked","text":"blocked: "#))
        #expect(blocked.contains(#""obstacle":"memoryTooLarge"}"#))
    }
}
