using Pmq.LoadGen.CommandLine;

return await ScenarioCommands.Make().Parse(args).InvokeAsync();
