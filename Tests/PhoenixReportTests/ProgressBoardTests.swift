import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixReport
import PhoenixRun
import PhoenixTestSupport
import Testing

struct ProgressBoardTests {
    private func board() -> ProgressBoard {
        var board = ProgressBoard(style: .plain)
        let create = Samples.step("900/create", of: Samples.first)
        board.receive(.planned(Samples.first))
        board.receive(.run(.stepBegan(create, attempt: 1, at: Samples.start)))
        return board
    }

    @Test("What is at work, since when, what it said last, and who waits for whom")
    func picture() {
        var board = board()
        board.receive(
            .run(
                .output(
                    Samples.step("900/create", of: Samples.first), lines: ["extracting", "archive"],
                    at: Samples.after(seconds: 1))))
        #expect(
            board.lines(at: Samples.after(seconds: 65), width: 80, height: 10) == [
                "  ▸ 900 base  create  1 min 05 s  archive",
                "  0 of 11 steps done; 1 guest waiting (101 for 900)",
            ])
    }

    @Test("Nothing at work, nothing shown")
    func empty() {
        var board = board()
        #expect(ProgressBoard(style: .plain).lines(at: Samples.start, width: 80, height: 10) == [])
        board.receive(
            .run(
                .stepEnded(
                    Samples.step("900/create", of: Samples.first), .succeeded(note: nil), at: Samples.after(seconds: 2))
            ))
        #expect(board.lines(at: Samples.start, width: 80, height: 10) == [])
    }

    @Test("It never grows beyond the terminal", arguments: [(20, 2), (40, 3), (10, 1), (200, 24)])
    func fits(width: Int, height: Int) {
        var board = ProgressBoard(style: .plain)
        let many = plan(wish((101...140).map { container($0, "a-rather-long-name-\($0)") }), host())
        board.receive(.planned(many))
        for step in many.steps where step.after.isEmpty {
            board.receive(.run(.stepBegan(step, attempt: 1, at: Samples.start)))
            board.receive(
                .run(.output(step, lines: [String(repeating: "word ", count: 60)], at: Samples.start)))
        }
        let lines = board.lines(at: Samples.after(seconds: 5), width: width, height: height)
        #expect(lines.count <= max(height, 3))
        for line in lines { #expect(line.count <= width, "\(line)") }
    }
}
