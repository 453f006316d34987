Console.WriteLine("githubops");
