using Pmq.Server;

return await ServeCommand.Create().Parse(args).InvokeAsync();
