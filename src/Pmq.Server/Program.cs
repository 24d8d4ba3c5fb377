using Pmq.Server;

return await PmqCommand.Create().Parse(args).InvokeAsync();
