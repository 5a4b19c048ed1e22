# The shape of calls before version 5 of the module: routes are `integrations`.

module "api" {
  source  = "terraform-aws-modules/apigateway-v2/aws"
  version = "~> 4.0"

  name                   = "jobs"
  protocol_type          = "HTTP"
  create_api_domain_name = false

  cors_configuration = {
    allow_headers = ["content-type", "x-api-key"]
    allow_methods = ["*"]
    allow_origins = ["*"]
  }

  default_stage_access_log_destination_arn = aws_cloudwatch_log_group.jobs.arn
  default_stage_access_log_format          = "$context.requestId $context.status"

  default_route_settings = {
    detailed_metrics_enabled = true
    throttling_burst_limit   = 100
    throttling_rate_limit    = 100
  }

  authorizers = {
    cognito = {
      authorizer_type  = "JWT"
      identity_sources = "$request.header.Authorization"
      name             = "cognito"
      audience         = ["jobs"]
      issuer           = "https://${aws_cognito_user_pool.this.endpoint}"
    }
  }

  integrations = {
    "POST /jobs" = {
      integration_type       = "AWS_PROXY"
      integration_subtype    = "SQS-SendMessage"
      credentials_arn        = aws_iam_role.queue.arn
      payload_format_version = "1.0"
      request_parameters = jsonencode({
        QueueUrl    = aws_sqs_queue.jobs.url
        MessageBody = "$request.body"
      })
    }

    "GET /jobs/{id}" = {
      lambda_arn             = aws_lambda_function.read.arn
      payload_format_version = "2.0"
      timeout_milliseconds   = 5000
      authorization_type     = "JWT"
      authorizer_key         = "cognito"
      authorization_scopes   = "jobs/read,jobs/admin"
      throttling_rate_limit  = 10
      throttling_burst_limit = 20
    }
  }

  tags = {
    Service = "jobs"
  }
}

resource "aws_cloudwatch_log_group" "jobs" {
  name              = "/jobs/api"
  retention_in_days = 14
}

resource "aws_cognito_user_pool" "this" {
  name = "jobs"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_iam_role" "queue" {
  name = "jobs-queue"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

resource "aws_lambda_function" "read" {
  function_name = "jobs-read"
  role          = aws_iam_role.queue.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "read.zip"
}

resource "aws_lambda_permission" "read" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.read.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${module.api.apigatewayv2_api_execution_arn}/*/*"
}

output "url" {
  value = module.api.default_apigatewayv2_stage_invoke_url
}
