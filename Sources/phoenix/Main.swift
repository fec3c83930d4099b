import PhoenixCommands

/// The program is a husk: everything it does can be imported and tested.
@main
enum Main {
    static func main() async {
        await Phoenix.start()
    }
}
